package cn.bankscrm.db;

import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** PostgreSQL in a container, for {@code -Dscrm.db=testcontainers}; the only class that needs Testcontainers. */
final class ContainerServer {

    private ContainerServer() {}

    @SuppressWarnings("resource") // Testcontainers removes it when the JVM ends
    static TestServer start() {
        PostgreSQLContainer container = new PostgreSQLContainer(DockerImageName.parse("postgres:18"))
                .withCommand("postgres", "-c", "fsync=off", "-c", "timezone=America/Los_Angeles");
        container.start();
        String address = "jdbc:postgresql://%s:%d/".formatted(container.getHost(), container.getMappedPort(5432));
        return new TestServer(address, container.getUsername(), container.getPassword());
    }
}
