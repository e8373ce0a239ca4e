/** The application: one deployable, a modular monolith. */
@NullMarked
package cn.bankscrm;

import org.jspecify.annotations.NullMarked;
