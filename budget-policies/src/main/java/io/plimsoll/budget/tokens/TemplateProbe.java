package io.plimsoll.budget.tokens;

import io.plimsoll.budget.tokens.ChatTemplate.GenerationPrompt;
import io.plimsoll.budget.tokens.TemplateMessages.ArgumentForm;
import io.plimsoll.budget.tokens.TemplateMessages.ContentForm;
import java.util.List;

/**
 * A template with the forms of content and arguments that it takes.
 *
 * @param template what is rendered
 * @param contentForm how it wants the text of a message
 * @param argumentForm how it wants the arguments of a call
 */
record TemplateProbe(ChatTemplate template, ContentForm contentForm, ArgumentForm argumentForm) {

    private static final List<PromptMessage> PLAIN = List.of(Markers.user(Markers.TEXT));
    private static final List<PromptMessage> CALLING = List.of(Markers.user(Markers.TEXT), Markers.calling(1));

    /**
     * Finds the forms by trying them.
     *
     * @throws IllegalStateException if the template writes the text of a user in neither form
     */
    static TemplateProbe of(ChatTemplate template) {
        ContentForm contentForm =
                new TemplateProbe(template, ContentForm.TEXT, ArgumentForm.OBJECT).writes(Markers.TEXT, PLAIN)
                        ? ContentForm.TEXT
                        : ContentForm.PARTS;
        TemplateProbe objects = new TemplateProbe(template, contentForm, ArgumentForm.OBJECT);
        TemplateProbe texts = new TemplateProbe(template, contentForm, ArgumentForm.TEXT);
        String json = Markers.arguments(0);
        if (objects.writes(json, CALLING)) {
            return objects;
        }
        return texts.writes(json, CALLING) || !objects.renders(CALLING) ? texts : objects;
    }

    /** The prompt of {@code messages} without tools and without generation prompt. */
    String render(PromptMessage... messages) {
        return render(List.of(messages), List.of(), GenerationPrompt.OMITTED);
    }

    /**
     * The prompt as the model sees it.
     *
     * @throws IllegalStateException if the template refuses the conversation
     */
    String render(List<PromptMessage> messages, List<Object> tools, GenerationPrompt generationPrompt) {
        return template.render(
                messages.stream()
                        .map(message -> TemplateMessages.of(message, contentForm, argumentForm))
                        .toList(),
                tools,
                generationPrompt);
    }

    private boolean writes(String marker, List<PromptMessage> messages) {
        try {
            return render(messages, List.of(), GenerationPrompt.OMITTED).contains(marker);
        } catch (IllegalStateException e) {
            return false;
        }
    }

    private boolean renders(List<PromptMessage> messages) {
        return writes("", messages);
    }
}
