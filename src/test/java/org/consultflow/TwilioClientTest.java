package org.consultflow;

import java.util.List;

import org.consultflow.support.BookedConsultation;
import org.consultflow.support.Browser;
import org.consultflow.support.Clinic;
import org.consultflow.support.ServiceTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** Twilio's own browser client behind the page's interface: the real library; the far end of its wire is stood in for. */
@ServiceTest
class TwilioClientTest {

    private static final String LOAD =
            """
            const done = arguments[arguments.length - 1];
            import('/join/assets/call/twilio.js').then((client) => client.sdk())
              .then((video) => done(video.version + ' ' + video.isSupported), (failure) => done(String(failure)));""";

    /** A room with one participant, in which things happen one after the other; what the page is told is written down. */
    private static final String PLAY =
            """
            const done = arguments[arguments.length - 1];
            const events = () => {
              const heard = {};
              return {on: (name, tell) => { heard[name] = tell; }, emit: (name, ...what) => heard[name]?.(...what)};
            };
            (async () => {
              const client = await import('/join/assets/call/twilio.js');
              const video = await client.sdk();
              const said = [];
              const picture = {isTrackEnabled: true, isSubscribed: true, trackName: 'screen', track: null};
              const other = Object.assign(events(),
                {tracks: new Map(), audioTracks: new Map(), videoTracks: new Map([['v', picture]])});
              const room = Object.assign(events(), {
                participants: new Map([['p', other]]),
                localParticipant: Object.assign(events(), {publishTrack: async (track) => said.push('published ' + track.name),
                  unpublishTrack: (track) => said.push('unpublished ' + track.name)}),
                disconnect: () => { said.push('disconnected'); room.emit('disconnected', room); },
              });
              globalThis.Twilio = {Video: {...video, connect: async (token, options) => {
                said.push('connect ' + token + ' ' + options.name + ' ' + options.tracks.map((track) => track.kind));
                return room;
              }}};
              Object.defineProperty(video, 'connect', {value: globalThis.Twilio.Video.connect, configurable: true, writable: true});
              const note = (name) => (what) => said.push(name + ' ' + JSON.stringify(what));
              const on = Object.fromEntries(['track', 'shown', 'other', 'gone', 'line', 'quality', 'ended'].map((name) => [name, note(name)]));
              const canvas = document.createElement('canvas');
              canvas.getContext('2d');
              const [film] = canvas.captureStream().getVideoTracks();
              const call = await client.connect({token: 'a-token', roomName: 'room-a', tracks: {video: film}, on});
              other.emit('trackSubscribed', {});
              other.emit('reconnecting');
              room.emit('reconnecting');
              room.localParticipant.emit('networkQualityLevelChanged', 2);
              await call.picture(null);
              for (const code of [53118, 53205, 53001]) room.emit('disconnected', room, {code});
              room.emit('participantDisconnected', other);
              call.leave();
              done(said);
            })().catch((failure) => done([String(failure)]));""";

    @Autowired
    Clinic clinic;

    @Test
    void it_is_served_from_here_and_says_to_the_page_what_the_sandboxs_calls_say() {
        BookedConsultation visit = clinic.aBookedConsultation(clinic.startingIn("PT5M"));
        try (Browser browser = Browser.open(1280, 900)) {
            browser.go(clinic.http().base() + "/sandbox");
            browser.go(browser.see("join-patient").getDomProperty("href"));

            assertThat(browser.driver().executeAsyncScript(LOAD)).isEqualTo("2.32.0 true");
            assertThat((List<?>) browser.driver().executeAsyncScript(PLAY))
                    .asString()
                    .isEqualTo(List.of(
                                    "connect a-token room-a video",
                                    "other true",
                                    "shown {\"microphone\":false,\"picture\":\"screen\"}",
                                    "other false",
                                    "line false",
                                    "quality 2",
                                    "unpublished camera",
                                    "ended \"completed\"",
                                    "ended \"duplicate\"",
                                    "ended \"lost\"",
                                    "gone undefined",
                                    "disconnected")
                            .toString());
        }
        visit.thenStatusIs("confirmed");
    }
}
