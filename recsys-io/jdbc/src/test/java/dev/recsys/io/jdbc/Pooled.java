package dev.recsys.io.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import javax.sql.DataSource;

/** A pool of one connection, which it never closes. */
final class Pooled {

    private Pooled() {}

    static DataSource always(Connection connection) {
        Connection borrowed = (Connection) Proxy.newProxyInstance(
                Pooled.class.getClassLoader(), new Class<?>[] {Connection.class}, (self, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        return null;
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return (DataSource) Proxy.newProxyInstance(
                Pooled.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (self, method, arguments) -> borrowed);
    }
}
