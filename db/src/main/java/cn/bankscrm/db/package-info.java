/**
 * The database (数据库): migrations, and the embedded PostgreSQL that is used where no other is configured.
 *
 * <p>{@link cn.bankscrm.db.EmbeddedPostgresql} is the way in; it keeps everything in one data folder, {@code .data}
 * unless told otherwise: {@code pg} (the cluster), {@code pg.password}, {@code pg.log}, {@code pgsql-<version>} (the
 * programs) and {@code lock}.
 */
@NullMarked
package cn.bankscrm.db;

import org.jspecify.annotations.NullMarked;
