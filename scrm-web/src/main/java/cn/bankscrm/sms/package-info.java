/** The bank's SMS gateway over HTTP (短信网关). */
@NullMarked
package cn.bankscrm.sms;

import org.jspecify.annotations.NullMarked;
