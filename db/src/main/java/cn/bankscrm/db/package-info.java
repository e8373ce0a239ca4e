/** The database (数据库): migrations and the embedded PostgreSQL that is used where no other is configured. */
@NullMarked
package cn.bankscrm.db;

import org.jspecify.annotations.NullMarked;
