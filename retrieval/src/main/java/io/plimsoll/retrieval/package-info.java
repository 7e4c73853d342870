/** What cuts remove, kept and found again: archive, embeddings, ranking. */
@NullMarked
package io.plimsoll.retrieval;

import org.jspecify.annotations.NullMarked;
