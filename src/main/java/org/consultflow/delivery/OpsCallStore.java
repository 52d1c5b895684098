package org.consultflow.delivery;

import java.time.Instant;
import java.util.List;

import org.consultflow.delivery.Remedy.Concern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import static org.consultflow.delivery.NoticeStore.utc;

/** Calls to ops that the engine has not taken yet, for the case that the process which noted them dies. */
@Repository
class OpsCallStore {

    /**
     * What ops are called about.
     *
     * @param errorCode the provider's code, or null
     */
    record OpsCall(String provider, String channel, Integer errorCode, Concern concern, boolean circuitOpen) {}

    private final JdbcClient jdbc;

    OpsCallStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** In the transaction that writes the failure. An open circuit is the graver news and stays. */
    void write(OpsCall call, Instant at) {
        jdbc.sql(
                        """
                        insert into ops_call (provider, channel, error_code, concern, circuit_open, called_at)
                        values (:provider, :channel, :code, :concern, :open, :at)
                        on conflict (provider) do update set channel = excluded.channel,
                            error_code = excluded.error_code, concern = excluded.concern,
                            circuit_open = excluded.circuit_open, called_at = excluded.called_at
                        where excluded.circuit_open or not ops_call.circuit_open""")
                .param("provider", call.provider())
                .param("channel", call.channel())
                .param("code", call.errorCode())
                .param("concern", call.concern().name())
                .param("open", call.circuitOpen())
                .param("at", utc(at))
                .update();
    }

    /** What was noted before a moment of real time and is still there: whoever noted it is gone, or does not get through. */
    List<OpsCall> leftSince(Instant before) {
        return jdbc.sql("select * from ops_call where called_at <= :before order by called_at")
                .param("before", utc(before))
                .query((row, number) -> new OpsCall(
                        row.getString("provider"),
                        row.getString("channel"),
                        row.getObject("error_code", Integer.class),
                        Concern.valueOf(row.getString("concern")),
                        row.getBoolean("circuit_open")))
                .list();
    }

    /** The engine took it: in the transaction in which it did. */
    void taken(OpsCall call) {
        delete(call.provider(), call.circuitOpen());
    }

    /** The provider works again. */
    void notNeeded(String provider) {
        delete(provider, true);
    }

    private void delete(String provider, boolean circuitOpen) {
        jdbc.sql("delete from ops_call where provider = :provider and circuit_open = :open")
                .param("provider", provider)
                .param("open", circuitOpen)
                .update();
    }
}
