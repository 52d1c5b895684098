package org.consultflow.video;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Tags;
import org.consultflow.telemetry.Survey;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rooms that are not over. */
@Component
class RoomSurvey implements Survey {

    private static final String ROOMS = "consultflow.rooms";

    private final JdbcClient jdbc;

    RoomSurvey(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "video";
    }

    @Override
    public List<Kind> kinds() {
        return List.of(new Kind(ROOMS, null, "Video rooms that are reserved or in progress"));
    }

    @Override
    public List<Figure> take() {
        Map<RoomStatus, Double> counts = new EnumMap<>(RoomStatus.class);
        jdbc.sql("select status, count(*) as count from video_room where status in ('reserved', 'in-progress')"
                        + " group by status")
                .query((row, number) -> counts.put(RoomStatus.of(row.getString("status")), row.getDouble("count")))
                .list();
        return Stream.of(RoomStatus.RESERVED, RoomStatus.IN_PROGRESS)
                .map(status -> new Figure(ROOMS, Tags.of("status", status.word()), counts.getOrDefault(status, 0.0)))
                .toList();
    }
}
