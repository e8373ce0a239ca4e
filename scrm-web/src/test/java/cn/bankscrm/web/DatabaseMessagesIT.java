package cn.bankscrm.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** PostgreSQL repeats values in what it says of errors; none of that may end in a log. */
@ScrmWebTest
@ExtendWith(OutputCaptureExtension.class)
class DatabaseMessagesIT {

    private static final String SECRET = "13800138000x王小明";

    @Autowired
    EntityManagerFactory entities;

    @Test
    void logsNoValueThatAConstraintRefuses(CapturedOutput output) {
        Throwable refused = failure("""
                with refused as (insert into core.external_contact (id, external_userid, version)
                values (-1, :value, 0), (-2, :value, 0) returning 1)
                select * from refused
                """);

        assertThat(messages(refused))
                .as("the message is safe by itself")
                .contains("external_contact_")
                .doesNotContain(SECRET);
        assertThat(output.getAll()).doesNotContain(SECRET);
    }

    @Test
    void logsNoValueThatIsOfAnotherTypeThanItsColumn(CapturedOutput output) {
        Throwable refused = failure("select cast(cast(:value as text) as integer)");

        assertThat(messages(refused))
                .as("PostgreSQL repeats it, and so does the exception")
                .contains(SECRET);
        assertThat(output.getAll()).doesNotContain(SECRET);
    }

    private Throwable failure(String sql) {
        try (EntityManager manager = entities.createEntityManager()) {
            manager.getTransaction().begin();
            try {
                return catchThrowable(() -> manager.createNativeQuery(sql)
                        .setParameter("value", SECRET)
                        .getResultList());
            } finally {
                manager.getTransaction().rollback();
            }
        }
    }

    private static String messages(Throwable thrown) {
        StringBuilder all = new StringBuilder();
        Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                .forEach(cause -> all.append(cause.getMessage()).append('\n'));
        return all.toString();
    }
}
