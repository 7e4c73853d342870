package io.plimsoll.bench.reduce;

import io.plimsoll.bench.BenchFailure;
import io.plimsoll.compression.reduce.html.HtmlToText;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jsoup.Jsoup;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Web pages whose article a person has marked: how many of its sequences of four words a text holds, and how many others. Files
 * and way to count are those of Zyte's article extraction benchmark: NAME.html.gz, and in {@code ground-truth.json} in the folder
 * above {@code {"NAME": {"articleBody": …}}}.
 */
final class HtmlMeasure implements ReduceMeasure {

    private static final JsonMapper JSON = JsonMapper.shared();

    @Override
    public List<Table> on(List<Path> files, TokenScale tokens) {
        Map<String, String> articles = new LinkedHashMap<>();
        for (Path file : files) {
            articles.put(TextFile.read(file), article(file));
        }
        var table = new Table("HTML", "pages", "tokens %", "characters %", "precision %", "recall %", "F1 %");
        row(table, "the page", page -> page, articles, tokens);
        row(table, "all its text (jsoup)", page -> Jsoup.parse(page).text(), articles, tokens);
        row(table, "reduced", page -> tokens.reduced(new HtmlToText(), page, 0, ""), articles, tokens);
        return List.of(table);
    }

    private static void row(
            Table table, String name, UnaryOperator<String> reduce, Map<String, String> articles, TokenScale tokens) {
        var overlap = new FourGrams();
        long tokensBefore = 0;
        long tokensAfter = 0;
        long charactersBefore = 0;
        long charactersAfter = 0;
        for (var entry : articles.entrySet()) {
            String page = entry.getKey();
            String text = reduce.apply(page);
            tokensBefore += tokens.of(page);
            tokensAfter += tokens.of(text);
            charactersBefore += page.length();
            charactersAfter += text.length();
            overlap.add(text, entry.getValue());
        }
        table.row(
                name,
                String.valueOf(articles.size()),
                Table.percent(tokensAfter, tokensBefore),
                Table.percent(charactersAfter, charactersBefore),
                Table.percent(overlap.precision(), 1),
                Table.percent(overlap.recall(), 1),
                Table.percent(overlap.f1(), 1));
    }

    private static String article(Path page) {
        Path truth = page.resolveSibling("../ground-truth.json").normalize();
        String name = page.getFileName().toString().replaceFirst("\\.html(?:\\.gz)?$", "");
        try {
            JsonNode article = JSON.readTree(TextFile.read(truth)).path(name).path("articleBody");
            if (!article.isString()) {
                throw new BenchFailure(truth + " has no article of " + name);
            }
            return article.asString();
        } catch (JacksonException malformed) {
            throw new BenchFailure(truth + " is no JSON: " + malformed.getMessage());
        }
    }
}
