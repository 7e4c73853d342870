package io.plimsoll.gateway.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.UnpooledHttpClientConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * The socket under a Vert.x connection, for what Vert.x does not offer. To be used on the connection's event loop.
 *
 * <p>Reads are paused here and not on the Vert.x stream: a paused stream queues decoded messages, and when the peer closes
 * behind a complete answer, Vert.x reports a broken one while its end is still in that queue. A socket that is not read
 * cannot report its end too early, and holds its bytes in the kernel, where they are bounded.
 *
 * <p>Connections are aborted here, because Vert.x closes one only after everything written was flushed, which a peer that
 * does not read prevents for ever.
 */
final class ConnectionSocket {

    private final Channel channel;

    private ConnectionSocket(Channel channel) {
        this.channel = channel;
    }

    static ConnectionSocket of(HttpConnection connection) {
        Object bottom = connection instanceof UnpooledHttpClientConnection unpooled ? unpooled.unwrap() : connection;
        return new ConnectionSocket(((ConnectionBase) bottom).channel());
    }

    boolean isOpen() {
        return channel.isActive();
    }

    void pauseReads() {
        channel.config().setAutoRead(false);
    }

    void resumeReads() {
        channel.config().setAutoRead(true);
    }

    /** Closes now; what is not yet sent is lost. */
    void abort() {
        ChannelHandlerContext nearest = channel.pipeline().firstContext();
        if (nearest == null) {
            channel.close();
        } else {
            nearest.close();
        }
    }

    /** Closes with a reset, so that the peer cannot take the end of the bytes for the end of a message. */
    void reset() {
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        abort();
    }

    /** Runs {@code then} once everything written so far is with the kernel, or at once when the connection is dead. */
    void afterFlush(Runnable then) {
        ChannelHandlerContext nearest = channel.pipeline().firstContext();
        if (nearest == null) {
            then.run();
        } else {
            nearest.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener((ChannelFutureListener) done -> then.run());
        }
    }
}
