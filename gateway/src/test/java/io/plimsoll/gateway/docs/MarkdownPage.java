package io.plimsoll.gateway.docs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page as tests read it: its fenced blocks, its links, its headings and its tables.
 *
 * @param file where it is
 * @param blocks its fenced blocks, in order
 * @param prose its lines outside fenced blocks
 */
record MarkdownPage(Path file, List<Block> blocks, List<String> prose) {

    private static final String FENCE = "```";
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");

    /**
     * A fenced block.
     *
     * @param language the word behind the opening fence, or nothing
     * @param line the number of the opening fence, from 1
     * @param text its lines, each with its end
     */
    record Block(String language, int line, String text) {}

    MarkdownPage {
        blocks = List.copyOf(blocks);
        prose = List.copyOf(prose);
    }

    static MarkdownPage read(Path file) {
        List<Block> blocks = new ArrayList<>();
        List<String> prose = new ArrayList<>();
        List<String> lines = Repository.read(file).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String opening = lines.get(i).strip();
            if (!opening.startsWith(FENCE)) {
                prose.add(lines.get(i));
                continue;
            }
            int from = i + 1;
            do {
                i++;
            } while (!lines.get(i).strip().equals(FENCE));
            String text = String.join("\n", lines.subList(from, i)) + "\n";
            blocks.add(new Block(opening.substring(FENCE.length()).strip(), from, text));
        }
        return new MarkdownPage(file, blocks, prose);
    }

    static MarkdownPage read(String path) {
        return read(Repository.resolve(path));
    }

    Stream<Block> blocksIn(String language) {
        return blocks.stream().filter(block -> block.language().equals(language));
    }

    /** The targets of all links, as written. */
    List<String> links() {
        return prose.stream()
                .flatMap(line -> LINK.matcher(line).results())
                .map(link -> link.group(1))
                .toList();
    }

    /** What a link to a heading of this page ends in, spelled as GitHub does. */
    Set<String> anchors() {
        Set<String> anchors = new LinkedHashSet<>();
        prose.stream()
                .filter(line -> line.matches("#{1,6} .*"))
                .map(line -> line.replaceFirst("#+ ", ""))
                .map(MarkdownPage::anchor)
                .forEach(anchors::add);
        return anchors;
    }

    /** What stands first in each row of the tables, where it is code: between back-ticks. */
    List<String> codeInFirstColumns() {
        var first = Pattern.compile("^\\| `([^`]+)`");
        return prose.stream()
                .flatMap(line -> first.matcher(line).results())
                .map((MatchResult cell) -> cell.group(1))
                .toList();
    }

    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }
}
