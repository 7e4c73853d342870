package io.plimsoll.compression.check;

/**
 * A broken rule, named so that the same one is recognised in another rendering of the history.
 *
 * @param subject the client's messages or call ids concerned
 * @param index where it shows
 */
record Finding(Violation.Rule rule, String subject, int index) {

    Finding unplaced() {
        return new Finding(rule, subject, 0);
    }
}
