package io.plimsoll.gateway.pipeline;

import io.plimsoll.budget.LaneKey;
import io.plimsoll.budget.tokens.PromptCall;
import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.compression.Atoms;
import io.plimsoll.compression.Conversation;
import io.plimsoll.compression.Cut;
import io.plimsoll.compression.Edit;
import io.plimsoll.compression.HistoryMessage;
import io.plimsoll.compression.MessageRange;
import io.plimsoll.compression.SegmentKind;
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
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Hands what a cut or a clearing removes to the archive, message by message, before it is gone. Blocking, thread-safe. */
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
        archive.store(documents(
                lane,
                conversation,
                cut.removed().stream().map(Cut.RemovedAtom::messages).toList(),
                message -> true));
    }

    /** Keeps the results that are cleared; when this returns they are searchable. */
    void keep(LaneKey lane, Conversation conversation, List<Edit.Shorten> cleared) {
        Atoms atoms = Atoms.of(conversation);
        Set<String> results = cleared.stream()
                .flatMap(edit -> edit.parts().stream())
                .filter(part -> part.kind() == SegmentKind.TOOL_RESULT)
                .map(Edit.Part::callId)
                .collect(Collectors.toSet());
        archive.store(documents(
                lane,
                conversation,
                cleared.stream()
                        .map(edit -> atoms.at(edit.message()))
                        .distinct()
                        .toList(),
                message -> results.contains(message.resultOf())));
    }

    private List<ArchiveDocument> documents(
            LaneKey lane, Conversation conversation, List<MessageRange> ranges, Predicate<PromptMessage> which) {
        Instant now = clock.instant();
        Map<String, PromptCall> calls = new HashMap<>();
        List<ArchiveDocument> documents = new ArrayList<>();
        for (MessageRange range : ranges) {
            for (int index = range.from(); index < range.to(); index++) {
                List<PromptMessage> parts = conversation.reader().read(index);
                for (int part = 0; part < parts.size(); part++) {
                    PromptMessage message = parts.get(part);
                    message.calls().forEach(call -> calls.put(call.id(), call));
                    if (!message.text().isBlank() && which.test(message)) {
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
        return documents;
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
