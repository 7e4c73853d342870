package io.plimsoll.gateway.demo;

import java.net.URI;
import java.time.Duration;

/** Hears how the demo goes. Called on the thread that runs the demo. */
public interface DemoListener {

    /** A half begins; its gateway's dashboard can be looked at until it ends. */
    void started(Variant variant, URI dashboard);

    /**
     * Where a half stands, several times a second.
     *
     * @param elapsed real time since it began
     * @param of how long it will take
     * @param turns answers that its agents got so far, warm-up included
     */
    void progress(Variant variant, Duration elapsed, Duration of, long turns);

    /** Both halves are measured; the second one's gateway still listens. */
    void measured(DemoReport report);
}
