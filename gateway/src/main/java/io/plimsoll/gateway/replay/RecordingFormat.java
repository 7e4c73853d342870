package io.plimsoll.gateway.replay;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One way in which sessions are written to files. Closed, because a file is told apart by what only the whole list of
 * formats can say: the first one that recognises it reads it. Stateless.
 */
sealed interface RecordingFormat permits AgentLogFormat, TrajectoryFormat, ChatFormat {

    /** In the order in which they are asked: the one with the loosest mark is the last. */
    List<RecordingFormat> ALL = List.of(new AgentLogFormat(), new TrajectoryFormat(), new ChatFormat());

    /**
     * The sessions in a file of this format.
     *
     * @param values the JSON values at the top of the file, one for each line where the file is JSON lines; never empty
     * @return empty if the file is of another format
     * @throws UnreadableRecordingException if it is of this format, and broken
     */
    Optional<List<Recording>> read(List<JsonNode> values);
}
