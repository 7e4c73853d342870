/** Tests of kept and compacted responses, without sockets. */
@NullMarked
package io.plimsoll.gateway.responses;

import org.jspecify.annotations.NullMarked;
