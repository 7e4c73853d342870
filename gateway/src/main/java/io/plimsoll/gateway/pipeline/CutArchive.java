package io.plimsoll.gateway.pipeline;

import io.plimsoll.budget.LaneKey;
import io.plimsoll.budget.tokens.PromptCall;
import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.compression.Conversation;
import io.plimsoll.compression.Cut;
import io.plimsoll.compression.HistoryMessage;
import io.plimsoll.retrieval.Archive;
import io.plimsoll.retrieval.ArchiveDocument;
import io.plimsoll.retrieval.Origin;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hands what a cut removes to the archive, message by message, before the cut is used. Blocking, thread-safe. */
final class CutArchive {

    /** The argument that most tool vocabularies call the file by. */
    private static final Pattern PATH_ARGUMENT = Pattern.compile(
            "\"(?:path|file_path|filePath|filename|file|target_file)\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final Archive archive;
    private final InstantSource clock;

    CutArchive(Archive archive, InstantSource clock) {
        this.archive = archive;
        this.clock = clock;
    }

    /** Keeps the removed messages; when this returns they are searchable. */
    void keep(LaneKey lane, Conversation conversation, Cut cut) {
        Instant now = clock.instant();
        Map<String, PromptCall> calls = new HashMap<>();
        List<ArchiveDocument> documents = new ArrayList<>();
        for (Cut.RemovedAtom atom : cut.removed()) {
            for (int index = atom.messages().from(); index < atom.messages().to(); index++) {
                List<PromptMessage> parts = conversation.reader().read(index);
                for (int part = 0; part < parts.size(); part++) {
                    PromptMessage message = parts.get(part);
                    message.calls().forEach(call -> calls.put(call.id(), call));
                    if (!message.text().isBlank()) {
                        documents.add(new ArchiveDocument(
                                lane,
                                documentHash(conversation.messages().get(index), part),
                                index,
                                origin(message, calls, now),
                                message.text()));
                    }
                }
            }
        }
        archive.store(documents);
    }

    /** Names a message's text in the archive: by content, so that a message that is cut twice is kept once. */
    static String documentHash(HistoryMessage message, int part) {
        return message.facts().canonical() + (part == 0 ? "" : "-" + part);
    }

    private static Origin origin(PromptMessage message, Map<String, PromptCall> calls, Instant at) {
        PromptCall call = calls.get(message.resultOf());
        String role = message.role().name().toLowerCase(Locale.ROOT);
        if (message.resultOf().isEmpty() || call == null) {
            return Origin.of(role, at);
        }
        Matcher path = PATH_ARGUMENT.matcher(call.arguments());
        return new Origin(role, call.name(), path.find() ? path.group(1) : "", at);
    }
}
