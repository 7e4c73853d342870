package io.plimsoll.gateway.surface;

import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.compression.BlockWriter;
import io.plimsoll.compression.ByteRange;
import io.plimsoll.compression.ChainHash;
import io.plimsoll.compression.ClearingWriter;
import io.plimsoll.compression.HistoryMessage.Facts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What differs between dialects once the bytes of each message are known: how a message and a head are read, and how an edit
 * is written. Stateless and thread-safe.
 */
interface HistoryDialect {

    /**
     * What a message says about itself.
     *
     * @param raw hash of its bytes
     * @param range the message's bytes in {@code body}
     * @param place its path in the request, for errors: {@code messages[3]}
     */
    Facts facts(ChainHash raw, byte[] body, ByteRange range, String place) throws MalformedRequestException;

    /** The message as chat templates see it: results first, then what was said. */
    List<PromptMessage> prompts(byte[] body, ByteRange range);

    /**
     * What comes before the conversation.
     *
     * @param system the bytes of the system text in whatever form the dialect has, or null
     * @param tools the bytes of the array of tool definitions, or null
     */
    Head head(byte[] body, @Nullable ByteRange system, @Nullable ByteRange tools);

    /** Writes the messages of a cut. */
    BlockWriter blocks();

    /** Writes recalled text into a message. */
    RecallWriter recalls();

    /** Writes messages that say less. */
    ClearingWriter clearings();

    /**
     * System text and tools.
     *
     * @param canonical hash of both, insignificant spelling left out
     * @param systemText empty for none
     * @param toolDefinitions as chat completions write them: {@code {"type":"function","function":{…}}}
     */
    record Head(ChainHash canonical, String systemText, List<String> toolDefinitions) {

        public Head {
            toolDefinitions = List.copyOf(toolDefinitions);
        }
    }
}
