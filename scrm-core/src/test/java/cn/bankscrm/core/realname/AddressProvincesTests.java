package cn.bankscrm.core.realname;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressProvincesTests {

    private static final int FIRST_ENTRY = 8;
    private static final int LAST_ENTRY = 12;
    private static final int ENTRY = 14;

    private final AddressProvinces provinces = new AddressProvinces();

    /** One address of each of the 34 regions of province level, as the data name them; codes of GB/T 2260. */
    @ParameterizedTest(name = "{1} {0}")
    @CsvSource(textBlock = """
            110000, 北京,   1.2.2.0
            120000, 天津,   20.139.160.0
            130000, 河北,   11.184.152.0
            140000, 山西,   1.68.0.0
            150000, 内蒙古, 1.24.0.0
            210000, 辽宁,   1.13.192.0
            220000, 吉林,   1.13.0.0
            230000, 黑龙江, 1.56.0.0
            310000, 上海,   1.118.1.0
            320000, 江苏,   1.51.0.0
            330000, 浙江,   11.164.29.0
            340000, 安徽,   1.51.112.0
            350000, 福建,   1.0.1.0
            360000, 江西,   36.134.80.0
            370000, 山东,   1.51.144.0
            410000, 河南,   1.192.0.0
            420000, 湖北,   27.16.0.0
            430000, 湖南,   36.111.200.0
            440000, 广东,   1.0.8.0
            450000, 广西,   1.185.0.0
            460000, 海南,   36.1.0.0
            500000, 重庆,   14.104.0.0
            510000, 四川,   14.196.0.0
            520000, 贵州,   1.48.0.0
            530000, 云南,   14.204.0.0
            540000, 西藏,   27.98.224.0
            610000, 陕西,   1.80.0.0
            620000, 甘肃,   27.224.0.0
            630000, 青海,   36.100.0.0
            640000, 宁夏,   1.50.0.0
            650000, 新疆,   36.96.0.0
            710000, 台湾,   1.32.208.0
            810000, 香港,   1.32.192.0
            820000, 澳门,   23.36.128.0
            """)
    void knowsEveryProvinceByItsCode(String code, String name, String address) {
        assertThat(provinces.of(address)).contains(code);
        assertThat(AddressProvinces.code("中国|0|" + name + "|0|0")).contains(code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.1.2.3",
                "127.0.0.1",
                "192.168.1.1",
                "172.16.0.1",
                "0.0.0.0",
                "8.8.8.8",
                "1.0.16.0",
                "8.128.4.0",
                "255.255.255.255",
                "999.1.1.1",
                "2408:8000::1",
                "::1",
                "",
                "somewhere"
            })
    void tellsNothingOfPrivateForeignAndUnknownAddresses(String address) {
        assertThat(provinces.of(address)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"日本|0|广东|0|0", "0|0|0|内网IP|内网IP", "中国|0|0|0|阿里巴巴", "中国|0|别处|0|0", "中国", ""})
    void tellsNothingOfRegionsThatAreNoProvince(String region) {
        assertThat(AddressProvinces.code(region)).isEmpty();
    }

    /** Every region that the data hold: each of China's that has a name has a code, and no other has. */
    @Test
    void hasACodeForEveryProvinceThatTheDataName() throws IOException {
        Map<String, Set<String>> codes = new TreeMap<>();
        Set<String> without = new TreeSet<>();
        for (String region : regions()) {
            String[] parts = region.split("\\|", -1);
            AddressProvinces.code(region)
                    .ifPresentOrElse(
                            code -> codes.computeIfAbsent(code, c -> new TreeSet<>())
                                    .add(parts[0]),
                            () -> without.add(parts[0].equals("中国") ? parts[2] : "abroad"));
        }

        assertThat(codes).hasSize(34);
        assertThat(codes.values()).allSatisfy(countries -> assertThat(countries).containsExactly("中国"));
        assertThat(without).as("0: nothing is known but the country").containsExactly("0", "abroad");
    }

    /** The distinct regions, from the index of the file: each entry is two addresses, a length and a place. */
    private static Set<String> regions() throws IOException {
        byte[] bytes;
        try (InputStream data = AddressProvinces.class.getResourceAsStream(AddressProvinces.DATA)) {
            bytes = Objects.requireNonNull(data).readAllBytes();
        }
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        Set<Integer> places = new HashSet<>();
        Set<String> regions = new TreeSet<>();
        for (int at = file.getInt(FIRST_ENTRY); at <= file.getInt(LAST_ENTRY); at += ENTRY) {
            int place = file.getInt(at + 10);
            if (places.add(place)) {
                regions.add(new String(bytes, place, file.getShort(at + 8), StandardCharsets.UTF_8));
            }
        }
        return regions;
    }
}
