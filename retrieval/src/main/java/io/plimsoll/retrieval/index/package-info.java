/**
 * The archive on local disk, as a Lucene index. {@link io.plimsoll.retrieval.index.LuceneArchive} is the archive itself;
 * {@code PassageIndex} beside it owns the index, {@code IndexLocation} finds a place for it whatever state the disk is in,
 * {@code EmbeddingQueue} adds vectors behind the back of callers.
 */
@NullMarked
package io.plimsoll.retrieval.index;

import org.jspecify.annotations.NullMarked;
