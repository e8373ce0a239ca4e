/** WeCom's server side (企业微信模拟器): a program of its own that shares no code with the platform. */
@NullMarked
package cn.bankscrm.simulator;

import org.jspecify.annotations.NullMarked;
