/** What customers, members and administrators do in their WeCom or WeChat client; each act raises its event. */
@NullMarked
package cn.bankscrm.simulator.act;

import org.jspecify.annotations.NullMarked;
