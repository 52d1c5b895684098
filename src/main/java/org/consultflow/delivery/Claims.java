package org.consultflow.delivery;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Takes due deliveries in hand, many in one transaction: asks whether each is still true. */
@Component
class Claims {

    private final NoticeStore notices;
    private final Correspondence correspondence;
    private final Departures departures;

    Claims(NoticeStore notices, Correspondence correspondence, Departures departures) {
        this.notices = notices;
        this.correspondence = correspondence;
        this.departures = departures;
    }

    /**
     * @param wanted deliveries of one channel
     * @return what to send, committed; not among them is what is not to be sent, or not now, or by somebody else
     */
    @Transactional
    public List<Claim> claim(List<UUID> wanted) {
        List<Notice> locked = notices.tryLockOf(wanted);
        ClaimBatch batch = departures.batch(
                locked, correspondence.about(locked.stream().map(Notice::key).toList()));
        Map<UUID, Delivery> rows = locked.stream()
                .flatMap(notice -> notice.deliveries().stream())
                .collect(Collectors.toMap(Delivery::id, Function.identity()));
        wanted.stream().map(rows::get).filter(Objects::nonNull).forEach(row -> departures.consider(batch, row));
        List<Claim> claims = departures.write(batch, departures.start(batch));
        notices.save(locked);
        departures.hold(batch);
        return claims;
    }
}
