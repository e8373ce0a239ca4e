/** WeCom's address book (通讯录): departments, members, and who has customer contact. */
@NullMarked
package cn.bankscrm.wecom.directory;

import org.jspecify.annotations.NullMarked;
