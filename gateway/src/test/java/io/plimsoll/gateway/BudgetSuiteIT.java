package io.plimsoll.gateway;

/** A cap above all requests of the suite, and no recall. */
class BudgetSuiteIT extends GatewaySuite {

    BudgetSuiteIT() {
        super("policies: [{name: capped, context: {cap: 4k}, when-over: trim}]");
    }
}
