/** Errors as the caller gets them (错误): RFC 9457 for the API, a page for people, a trace id for both. */
@NullMarked
package cn.bankscrm.web.problem;

import org.jspecify.annotations.NullMarked;
