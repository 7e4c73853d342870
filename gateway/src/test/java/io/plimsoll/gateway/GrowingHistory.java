package io.plimsoll.gateway;

/** A history as a client of one dialect keeps it, which grows turn by turn. */
interface GrowingHistory {

    GrowingHistory user(String text);

    GrowingHistory assistant(String text);

    /** The assistant reads a file, and gets it. */
    GrowingHistory reads(String path, String content);

    /** @param fields further fields of the request, with a comma in front of each, which stand behind the history */
    String request(String fields);
}
