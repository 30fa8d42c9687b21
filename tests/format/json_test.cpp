// SPDX-License-Identifier: MIT
#include "format/json.hpp"

#include "catch.hpp"

using namespace caucus_tally;

TEST_CASE("rows of a table become objects with figures as JSON has them") {
    const ScriptTable table{{{"contest", Written::separated},
                             {"name"},
                             {"votes"},
                             {"won"},
                             {"part"},
                             {"ready"},
                             {"missing"},
                             {"line", Written::everywhere, true}},
                            [](RowSink& rows) {
                                rows.add("x", "Ann", UINT64_MAX, Decimal(Votes{3}), *parse_decimal("2.5"), true, Cell(),
                                         Cell());
                                rows.add("x", "", 0U, Decimal(), Decimal(), false, Cell(), 7U);
                            }};
    CHECK(json_rows(table).dump() ==
          R"([{"name":"Ann","votes":18446744073709551615,"won":3,"part":"2.5","ready":true,"missing":null},)"
          R"({"name":"","votes":0,"won":0,"part":0,"ready":false,"missing":null,"line":7}])");
}
