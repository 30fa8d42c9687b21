// SPDX-License-Identifier: MIT
#include "format/json.hpp"

namespace caucus_tally {
namespace {

class JsonRows final : public RowSink {
public:
    explicit JsonRows(const std::vector<ScriptColumn>& columns) : columns_(columns) {}

    void take(std::span<const Cell> cells) override {
        Json row = Json::object();
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            const ScriptColumn& column = columns_[i];
            if (column.in == Written::separated || column.in == Written::nowhere) continue;
            if (column.optional && !cells[i].is_known()) continue;
            row[column.name] = column.names.empty() ? json_cell(cells[i]) : Json(column.names[cells[i].index()]);
        }
        rows.push_back(std::move(row));
    }

    Json rows = Json::array();

private:
    const std::vector<ScriptColumn>& columns_;
};

struct ToJson {
    Json operator()(std::monostate /*unknown*/) const { return {}; }
    Json operator()(std::string_view text) const { return text; }
    Json operator()(bool holds) const { return holds; }
    Json operator()(Votes count) const { return count; }
    Json operator()(Decimal number) const { return json_of(std::optional(number)); }
};

}  // namespace

Json json_cell(const Cell& cell) {
    return cell.visit(ToJson());
}

Json json_rows(const ScriptTable& table) {
    JsonRows sink(table.columns);
    table.rows(sink);
    return std::move(sink.rows);
}

std::string json_document(const char* name, const ScriptTable& table) {
    Json document{{"format", 1}};
    document[name] = json_rows(table);
    return dump(document);
}

}  // namespace caucus_tally
