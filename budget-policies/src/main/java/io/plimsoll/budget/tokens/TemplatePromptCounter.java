package io.plimsoll.budget.tokens;

import io.plimsoll.budget.tokens.ChatTemplate.GenerationPrompt;
import io.plimsoll.budget.tokens.TemplateMessages.ArgumentForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/*
 * What a message costs is what the template's rendering grows by when the message is appended to a conversation that may
 * come before it. Templates fence messages off with special tokens, which no token crosses, so these growths add up to the
 * whole prompt.
 *
 * Known to be off by a few tokens: templates that put consecutive tool results into one frame (each is counted with a frame
 * of its own), and templates that drop the reasoning of older turns (it is counted). The engine's own reports correct both.
 */
/** Counts by rendering the model's chat template. Thread-safe. */
final class TemplatePromptCounter implements PromptCounter {

    /** Tokens of an image of about one megapixel in common vision models; engines differ, and their reports correct it. */
    private static final int IMAGE_TOKENS = 1_024;

    private static final String CALL_ID = "call00000";

    /** How Jinjava joins the arguments of {@link #CALL} to text; Jinja2 would refuse to. */
    private static final String CALL_ARGUMENTS_PASTED = "{a=1}";

    private static final PromptMessage QUESTION = PromptMessage.of(PromptRole.USER, "q");
    private static final PromptMessage ANSWER = PromptMessage.of(PromptRole.ASSISTANT, "a");
    private static final PromptMessage CALL =
            new PromptMessage(PromptRole.ASSISTANT, "", "", List.of(new PromptCall(CALL_ID, "f", "{\"a\": 1}")), "", 0);

    private final TextTokenizer tokenizer;
    private final ChatTemplate template;
    private final ArgumentForm arguments;
    /** What stands before a message of each role: rendering costs more than counting a short message. */
    private final Map<PromptRole, String> rendered = new ConcurrentHashMap<>();

    TemplatePromptCounter(TextTokenizer tokenizer, ChatTemplate template) {
        this.tokenizer = tokenizer;
        this.template = template;
        this.arguments = argumentForm(template);
    }

    /** Renders one of each kind of message; fails as the template does. */
    void probe() {
        var unused = head("s", List.of("{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{}}}"))
                + message(QUESTION)
                + message(ANSWER)
                + message(CALL)
                + message(new PromptMessage(PromptRole.TOOL, "r", "", List.of(), CALL_ID, 0));
        if (unused <= 0) {
            throw new IllegalStateException("chat template '" + template.name() + "' writes nothing");
        }
    }

    @Override
    public int head(String system, List<String> toolDefinitions) {
        var messages = new ArrayList<PromptMessage>();
        if (!system.isEmpty()) {
            messages.add(PromptMessage.of(PromptRole.SYSTEM, system));
        }
        messages.add(QUESTION);
        List<Object> tools = toolDefinitions.stream().map(ToolDefinition::parse).toList();
        int whole = tokenizer.count(render(messages, tools, GenerationPrompt.OMITTED));
        return Math.max(0, whole - message(QUESTION));
    }

    @Override
    public int message(PromptMessage message) {
        List<PromptMessage> before = before(message.role());
        String without =
                rendered.computeIfAbsent(message.role(), role -> render(before, List.of(), GenerationPrompt.OMITTED));
        var all = new ArrayList<>(before);
        all.add(message);
        String with = render(all, List.of(), GenerationPrompt.OMITTED);
        return tokenizer.count(with.substring(commonPrefix(without, with))) + message.images() * IMAGE_TOKENS;
    }

    @Override
    public int generationPrompt() {
        String without = render(List.of(QUESTION), List.of(), GenerationPrompt.OMITTED);
        String with = render(List.of(QUESTION), List.of(), GenerationPrompt.ADDED);
        return tokenizer.count(with.substring(commonPrefix(without, with)));
    }

    @Override
    public int text(String text) {
        return tokenizer.count(text);
    }

    /** A conversation that strict templates let a message of this role follow. */
    private static List<PromptMessage> before(PromptRole role) {
        return switch (role) {
            case SYSTEM, USER -> List.of(QUESTION, ANSWER);
            case ASSISTANT -> List.of(QUESTION);
            case TOOL -> List.of(QUESTION, CALL);
        };
    }

    private String render(List<PromptMessage> messages, List<Object> tools, GenerationPrompt generationPrompt) {
        List<Map<String, Object>> maps =
                messages.stream().map(m -> TemplateMessages.of(m, arguments)).toList();
        return template.render(maps, tools, generationPrompt);
    }

    /** Most templates serialise arguments or their items; some paste them in as the text that the client sent. */
    private static ArgumentForm argumentForm(ChatTemplate template) {
        try {
            String rendered = template.render(
                    List.of(
                            TemplateMessages.of(QUESTION, ArgumentForm.OBJECT),
                            TemplateMessages.of(CALL, ArgumentForm.OBJECT)),
                    List.of(),
                    GenerationPrompt.OMITTED);
            return rendered.contains(CALL_ARGUMENTS_PASTED) ? ArgumentForm.TEXT : ArgumentForm.OBJECT;
        } catch (RuntimeException pasted) {
            return ArgumentForm.TEXT;
        }
    }

    private static int commonPrefix(String a, String b) {
        int end = Math.min(a.length(), b.length());
        int at = 0;
        while (at < end && a.charAt(at) == b.charAt(at)) {
            at++;
        }
        return at;
    }
}
