/** That nothing which the whole suite logged holds personal data: this module is built last. */
@NullMarked
package cn.bankscrm.logged;

import org.jspecify.annotations.NullMarked;
