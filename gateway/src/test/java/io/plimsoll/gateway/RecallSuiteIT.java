package io.plimsoll.gateway;

/** A cap and recall. */
class RecallSuiteIT extends GatewaySuite {

    RecallSuiteIT() {
        super("policies: [{name: recalling, context: {cap: 4k}, when-over: recall}]");
    }
}
