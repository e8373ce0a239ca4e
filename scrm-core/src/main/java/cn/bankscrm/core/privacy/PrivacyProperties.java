package cn.bankscrm.core.privacy;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param keys the key ring as {@link PrivacyKeys} writes it; absent: made once into the data folder, but only where the
 *     embedded database lies in the same folder
 */
@ConfigurationProperties("scrm.privacy")
record PrivacyProperties(@Nullable String keys) {}
