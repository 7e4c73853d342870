package io.plimsoll.compression;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Renders one conversation with edits that apply to it. Created per rendering, not thread-safe. */
final class Renderer {

    private static final byte[] NOTHING = {};
    private static final String JSON_WHITE_SPACE = " \n\r\t";

    private final CountedConversation counted;
    private final List<HistoryMessage> messages;
    private final Map<Integer, Edit.Replace> replacements = new HashMap<>();
    private final Map<Integer, List<Edit.Insert>> insertions = new HashMap<>();
    private final Map<Integer, Edit.Shorten> shortened = new HashMap<>();
    private final List<RenderedElement> elements = new ArrayList<>();
    private final List<Splice> splices = new ArrayList<>();

    Renderer(CountedConversation counted, List<Edit> edits) {
        this.counted = counted;
        messages = counted.conversation().messages();
        for (Edit edit : edits) {
            switch (edit) {
                case Edit.Replace replace -> replacements.put(replace.place().from(), replace);
                case Edit.Insert insert ->
                    insertions
                            .computeIfAbsent(insert.message(), _ -> new ArrayList<>())
                            .add(insert);
                case Edit.Shorten shorten -> shortened.put(shorten.message(), shorten);
            }
        }
        // A stable sort: at one offset, the text that was put there first stays first.
        insertions.values().forEach(at -> at.sort((a, b) -> Integer.compare(a.offset(), b.offset())));
    }

    RenderedView render() {
        int message = 0;
        while (message < messages.size()) {
            Edit.Replace replace = replacements.get(message);
            if (replace == null) {
                keep(message);
                message++;
            } else if (replace.text().isEmpty()) {
                int end = endOfRemoved(message);
                splices.add(new Splice(withSeparator(message, end), NOTHING));
                message = end;
            } else {
                splices.add(new Splice(bytesOf(replace.place()), replace.text().bytes()));
                elements.add(new RenderedElement.Block(replace));
                message = replace.place().to();
            }
        }
        return new RenderedView(counted.conversation().head(), counted.headTokens(), elements, splices);
    }

    private void keep(int message) {
        HistoryMessage.Facts facts = messages.get(message).facts();
        int start = messages.get(message).range().start();
        ChainHash identity = facts.canonical();
        int tokens = counted.messageTokens()[message];
        List<Splice> changes = new ArrayList<>();
        for (Edit.Insert insert : insertions.getOrDefault(message, List.of())) {
            changes.add(new Splice(
                    new ByteRange(insert.offset(), insert.offset()),
                    insert.text().bytes()));
            identity = identity.then(hash(insert.passage().getBytes(StandardCharsets.UTF_8)));
            tokens += insert.text().tokens();
        }
        Edit.Shorten shorten = shortened.get(message);
        if (shorten == null) {
            elements.add(new RenderedElement.Kept(message, facts.role(), identity, tokens));
        } else {
            for (Edit.Part part : shorten.parts()) {
                changes.add(part.splice());
                identity = identity.then(place(part)).then(words(part));
            }
            elements.add(
                    new RenderedElement.Shortened(shorten, facts.role(), identity, tokens - shorten.savedTokens()));
        }
        changes.sort(Comparator.comparingInt(change -> change.range().start()));
        changes.forEach(change -> splices.add(change.movedBy(start)));
    }

    /** Where a part stands: what tells in fewer words is the same wherever the client's spelling puts it. */
    private static ChainHash place(Edit.Part part) {
        return part.told() == null
                ? new ChainHash(part.splice().range().start(), 0)
                : hash(part.callId().getBytes(StandardCharsets.UTF_8));
    }

    private static ChainHash words(Edit.Part part) {
        Edit.Told told = part.told();
        return hash(told == null ? part.splice().replacement() : told.text().getBytes(StandardCharsets.UTF_8));
    }

    private static ChainHash hash(byte[] bytes) {
        return ChainHash.of(bytes, 0, bytes.length);
    }

    /** Behind the last of the adjoining replacements by nothing. */
    private int endOfRemoved(int from) {
        int end = from;
        Edit.Replace next = replacements.get(end);
        while (next != null && next.text().isEmpty()) {
            end = next.place().to();
            next = replacements.get(end);
        }
        return end;
    }

    private ByteRange bytesOf(MessageRange place) {
        return new ByteRange(
                messages.get(place.from()).range().start(),
                messages.get(place.to() - 1).range().end());
    }

    /** The bytes of messages that go without a trace, with the one comma that must go with them. */
    private ByteRange withSeparator(int from, int to) {
        int start = messages.get(from).range().start();
        if (to < messages.size()) {
            return new ByteRange(start, messages.get(to).range().start());
        }
        int end = messages.get(to - 1).range().end();
        if (from > 0) {
            return new ByteRange(messages.get(from - 1).range().end(), end);
        }
        return new ByteRange(commaBefore(start), end);
    }

    /** The comma behind the head's own elements of the array and the white space around it, where there is one. */
    private int commaBefore(int start) {
        int comma = whiteSpaceBefore(start) - 1;
        boolean found = comma >= 0 && counted.conversation().body()[comma] == ',';
        return found ? whiteSpaceBefore(comma) : start;
    }

    private int whiteSpaceBefore(int end) {
        byte[] body = counted.conversation().body();
        int start = end;
        while (start > 0 && JSON_WHITE_SPACE.indexOf(body[start - 1]) >= 0) {
            start--;
        }
        return start;
    }
}
