package io.plimsoll.compression.retain;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/**
 * The lines of removed texts that may stay. Equal lines are one, at the latest place; a line that can be read elsewhere is
 * none.
 *
 * @param sources the texts, in their order
 * @param lines by place
 * @param vocabulary the names of all of them
 */
record CandidateLines(List<Source> sources, List<CandidateLine> lines, Vocabulary vocabulary) {

    /**
     * The candidates of {@code sources}.
     *
     * @param standing texts that can be read anyway
     * @param goal what the user wants now; empty for nothing
     */
    static CandidateLines of(List<Source> sources, Collection<String> standing, String goal) {
        var vocabulary = new Vocabulary();
        for (Piece piece : Pieces.of(goal)) {
            LineNames.of(piece.text(), "").weights().keySet().forEach(vocabulary::askedFor);
        }
        Set<String> stands = standing(standing, vocabulary);
        SequencedMap<String, CandidateLine> latest = new LinkedHashMap<>();
        for (int source = 0; source < sources.size(); source++) {
            String file = sources.get(source).file();
            int place = 0;
            for (Piece piece : Pieces.of(sources.get(source).text())) {
                LineNames found = LineNames.of(piece.text(), file);
                if (sources.get(source).kind() == Source.Kind.WRITTEN && !found.isDefinition()) {
                    continue;
                }
                CandidateLine line = line(piece, source, place++, found, vocabulary);
                if (!stands.contains(piece.text())) {
                    latest.remove(piece.text());
                    latest.put(piece.text(), line);
                }
            }
        }
        return new CandidateLines(List.copyOf(sources), List.copyOf(latest.values()), vocabulary);
    }

    private static Set<String> standing(Collection<String> texts, Vocabulary vocabulary) {
        Set<String> lines = new HashSet<>();
        for (String text : texts) {
            for (Piece piece : Pieces.of(text)) {
                if (lines.add(piece.text())) {
                    LineNames.of(piece.text(), "").weights().keySet().forEach(vocabulary::stands);
                }
            }
        }
        return lines;
    }

    private static CandidateLine line(Piece piece, int source, int place, LineNames found, Vocabulary vocabulary) {
        Map<String, Double> weights = found.weights();
        var names = new int[weights.size()];
        var each = new double[names.length];
        int i = 0;
        for (Map.Entry<String, Double> name : weights.entrySet()) {
            names[i] = vocabulary.seen(name.getKey(), source);
            each[i++] = name.getValue();
        }
        return new CandidateLine(
                source,
                place,
                piece.within(),
                piece.text(),
                LineTokens.about(piece.text()),
                found.isDefinition(),
                names,
                each);
    }
}
