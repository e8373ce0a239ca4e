package cn.bankscrm.core.importing;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * A data source whose process is killed right before it says something certain: at that word every connection is cut,
 * and none is to be had any more.
 */
final class CutOffDataSource implements DataSource {

    private final DataSource real;
    private final String lastWords;
    private final List<Connection> open = new CopyOnWriteArrayList<>();
    private volatile boolean dead;

    CutOffDataSource(DataSource real, String lastWords) {
        this.real = real;
        this.lastWords = lastWords;
    }

    boolean dead() {
        return dead;
    }

    @Override
    public Connection getConnection() throws SQLException {
        alive();
        Connection connection = real.getConnection();
        open.add(connection);
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (arguments != null
                            && arguments.length > 0
                            && arguments[0] instanceof String sql
                            && sql.contains(lastWords)) {
                        die();
                    }
                    if (method.getName().equals("commit") && lastWords.equals("commit")) {
                        die();
                    }
                    alive();
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private void die() throws SQLException {
        dead = true;
        for (Connection connection : open) {
            connection.abort(Runnable::run);
        }
    }

    private void alive() throws SQLException {
        if (dead) {
            throw new SQLException("The process is dead", "08006");
        }
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return real.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        real.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        real.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return real.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return real.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return real.isWrapperFor(type);
    }
}
