package cn.bankscrm.frontdoor;

import java.io.IOException;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioEndpoint;
import org.jspecify.annotations.Nullable;

/** HTTP on the socket that {@link WaitingDoor} opened; on one of its own when there is none. */
public final class WaitingDoorProtocol extends Http11NioProtocol {

    public WaitingDoorProtocol() {
        super(new Endpoint());
    }

    private static final class Endpoint extends NioEndpoint {

        private volatile @Nullable ServerSocketChannel door;

        @Override
        protected void initServerSocket() throws Exception {
            ServerSocketChannel opened = WaitingDoor.take(getPort()).orElse(null);
            if (opened == null) {
                super.initServerSocket();
            } else {
                opened.configureBlocking(true);
                door = opened;
            }
        }

        @Override
        protected @Nullable NetworkChannel getServerSocket() {
            ServerSocketChannel opened = door;
            return opened == null ? super.getServerSocket() : opened;
        }

        @Override
        protected SocketChannel serverSocketAccept() throws Exception {
            ServerSocketChannel opened = door;
            return opened == null ? super.serverSocketAccept() : opened.accept();
        }

        @Override
        protected void doCloseServerSocket() throws IOException {
            super.doCloseServerSocket();
            ServerSocketChannel opened = door;
            door = null;
            if (opened != null) {
                opened.close();
            }
        }
    }
}
