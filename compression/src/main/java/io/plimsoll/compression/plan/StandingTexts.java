package io.plimsoll.compression.plan;

import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.budget.tokens.PromptRole;
import io.plimsoll.compression.Edit;
import io.plimsoll.compression.MessageRange;
import io.plimsoll.compression.RenderedElement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the backend goes on seeing of a history that loses some ranges: blocks of earlier cuts, and what is protected. */
final class StandingTexts {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final History history;
    private final RemovedTexts texts;

    StandingTexts(History history, RemovedTexts texts) {
        this.history = history;
        this.texts = texts;
    }

    /** The texts of all that {@code gaps} leave. A message that was cleared in parts is left out: it may say nothing. */
    List<String> outside(List<MessageRange> gaps) {
        List<String> standing = new ArrayList<>();
        for (RenderedElement element : history.rendered().elements()) {
            if (gaps.stream().anyMatch(gap -> gap.overlaps(element.source()))) {
                continue;
            }
            switch (element) {
                case RenderedElement.Kept kept -> texts.at(kept.message()).forEach(part -> add(part, standing));
                case RenderedElement.Block block -> standing.addAll(written(block.edit()));
                case RenderedElement.Shortened shortened -> {
                    // what is left of it is what was not worth clearing
                }
            }
        }
        return standing;
    }

    private static void add(PromptMessage part, List<String> standing) {
        if (part.role() != PromptRole.ASSISTANT) {
            standing.add(part.text());
        }
    }

    /** All text of the elements that an edit wrote, whatever their dialect. */
    private static List<String> written(Edit.Replace edit) {
        return strings(JSON.readTree("[" + new String(edit.text().bytes(), StandardCharsets.UTF_8) + "]"));
    }

    private static List<String> strings(JsonNode node) {
        return node.isString()
                ? List.of(node.asString())
                : node.valueStream().flatMap(each -> strings(each).stream()).toList();
    }
}
