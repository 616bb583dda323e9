package dev.recsys.io.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** A real data source whose calls are seen: who watches may count them, fail them, or end the process. */
final class WatchedDataSource {

    interface Watcher {
        void before(String method) throws SQLException;

        void after(String method) throws SQLException;
    }

    private final DataSource real;
    private final Watcher watcher;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger opened = new AtomicInteger();

    WatchedDataSource(DataSource real, Watcher watcher) {
        this.real = real;
        this.watcher = watcher;
    }

    static WatchedDataSource counting(DataSource real) {
        return new WatchedDataSource(real, new Watcher() {
            @Override
            public void before(String method) {}

            @Override
            public void after(String method) {}
        });
    }

    int openConnections() {
        return open.get();
    }

    int openedConnections() {
        return opened.get();
    }

    DataSource dataSource() {
        return proxy(DataSource.class, (self, method, arguments) -> {
            Object result = call(real, method, arguments);
            if (result instanceof Connection connection) {
                open.incrementAndGet();
                opened.incrementAndGet();
                return watched(connection);
            }
            return result;
        });
    }

    private Connection watched(Connection connection) {
        return proxy(Connection.class, (self, method, arguments) -> {
            watcher.before(method.getName());
            Object result = call(connection, method, arguments);
            watcher.after(method.getName());
            if (method.getName().equals("close")) {
                open.decrementAndGet();
            }
            if (result instanceof PreparedStatement statement) {
                return watched(PreparedStatement.class, statement);
            }
            return result instanceof Statement statement ? watched(Statement.class, statement) : result;
        });
    }

    private <S extends Statement> S watched(Class<S> type, S statement) {
        return proxy(type, (self, method, arguments) -> {
            watcher.before(method.getName());
            Object result = call(statement, method, arguments);
            watcher.after(method.getName());
            return result;
        });
    }

    private static Object call(Object target, java.lang.reflect.Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
