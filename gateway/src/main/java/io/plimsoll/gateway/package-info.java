/** The gateway: HTTP edge, dialects, sessions, the pipeline, and the command line. */
@NullMarked
package io.plimsoll.gateway;

import org.jspecify.annotations.NullMarked;
