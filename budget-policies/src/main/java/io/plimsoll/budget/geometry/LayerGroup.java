package io.plimsoll.budget.geometry;

/**
 * Equal layers of a model.
 *
 * @param layers how many, at least 1
 * @param family what each of them keeps
 */
public record LayerGroup<F extends LayerFamily>(int layers, F family) {

    public LayerGroup {
        if (layers < 1) {
            throw new IllegalArgumentException("layer group %s: layers: %d (expected: >= 1)".formatted(family, layers));
        }
    }
}
