package io.plimsoll.gateway;

/** No policy at all. */
class PassThroughSuiteIT extends GatewaySuite {

    PassThroughSuiteIT() {
        super("");
    }
}
