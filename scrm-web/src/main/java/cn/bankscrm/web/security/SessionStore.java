package cn.bankscrm.web.security;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.converter.Converter;
import org.springframework.core.convert.support.GenericConversionService;
import org.springframework.core.serializer.support.DeserializingConverter;
import org.springframework.core.serializer.support.SerializationFailedException;
import org.springframework.core.serializer.support.SerializingConverter;
import org.springframework.session.config.SessionRepositoryCustomizer;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.jdbc.PostgreSqlJdbcIndexedSessionRepositoryCustomizer;

/**
 * How sessions are kept. What an older release has stored and this one cannot read is taken as absent: the person signs
 * in once more, instead of meeting an error until the session runs out.
 */
@Configuration(proxyBeanMethods = false)
class SessionStore {

    private static final Logger log = LoggerFactory.getLogger(SessionStore.class);

    /** Spring Session looks for it by this name. */
    @Bean
    ConversionService springSessionConversionService() {
        GenericConversionService conversion = new GenericConversionService();
        conversion.addConverter(Object.class, byte[].class, new SerializingConverter());
        conversion.addConverter(byte[].class, Object.class, new Tolerant());
        return conversion;
    }

    /** Requests side by side may put the same thing into one session: the later one stands, instead of failing. */
    @Bean
    SessionRepositoryCustomizer<JdbcIndexedSessionRepository> sideBySide() {
        return new PostgreSqlJdbcIndexedSessionRepositoryCustomizer();
    }

    private static final class Tolerant implements Converter<byte[], @Nullable Object> {

        private final DeserializingConverter reading = new DeserializingConverter();

        @Override
        public @Nullable Object convert(byte[] stored) {
            try {
                return reading.convert(stored);
            } catch (SerializationFailedException unreadable) {
                log.atInfo().log("A session of another release was dropped");
                return null;
            }
        }
    }
}
