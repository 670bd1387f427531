// What all entity tables share: found by the provider's id, written whole, noted as changed.
#pragma once

#include <QStringList>
#include <QVariantList>
#include <cstdint>
#include <functional>
#include <optional>

#include "domain/provider.h"
#include "store/repositories/rowvalues.h"
#include "store/repositories/stored.h"
#include "store/statementcache.h"
#include "store/writecontext.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::store {

class EntityTable {
 public:
  /// `keys` (besides the provider) find one row; `columns` are those of the state, keys included, in the order of the
  /// values.
  EntityTable(Entity entity, const QString& name, const QStringList& keys, const QStringList& columns);

  /// The state's columns, read by `read` into `stored.state`; nullopt when there is no such row.
  template <class Kept, class Read>
  [[nodiscard]] Result<std::optional<Kept>> find(WriteContext& context, Provider provider, QVariantList keys,
                                                 Read read) const {
    keys.prepend(toVariant(provider));
    Result<Statement> found = Statement::run(context, find_, keys);
    if (!found) return failure(found.error());
    if (!found->next()) return ended(context, *found).map([] { return std::optional<Kept>(); });
    RowReader row(found->query());
    Kept stored;
    stored.row = row.number();
    stored.provider = provider;
    stored.objectTime = {row.number()};
    stored.objectEvent = row.text();
    stored.fieldVersions = row.text();
    read(row, stored);
    return stored;
  }

  /// Every row of every provider, by id.
  template <class Kept, class Read>
  [[nodiscard]] Result<void> each(WriteContext& context, Read read, const std::function<void(Kept&)>& take) const {
    Result<Statement> found = Statement::run(context, each_, {});
    if (!found) return failure(found.error());
    while (found->next()) {
      RowReader row(found->query());
      Kept stored;
      stored.row = row.number();
      stored.objectTime = {row.number()};
      stored.objectEvent = row.text();
      stored.fieldVersions = row.text();
      stored.provider = providerFrom(row.text()).value_or(Provider::Dodo);
      read(row, stored);
      take(stored);
    }
    return ended(context, *found);
  }

  /// `values` are those of the state's columns.
  template <class State>
  [[nodiscard]] Result<std::int64_t> save(WriteContext& context, const Stored<State>& stored, QVariantList values,
                                          Instant now) const {
    values.prepend(toVariant(stored.provider));
    values << qlonglong(stored.objectTime.ms) << toVariant(stored.objectEvent) << toVariant(stored.fieldVersions)
           << qlonglong(now.ms);
    return write(context, stored.row, values);
  }

 private:
  [[nodiscard]] static Result<void> ended(WriteContext& context, Statement& statement);
  [[nodiscard]] Result<std::int64_t> write(WriteContext& context, std::int64_t row, QVariantList values) const;
  [[nodiscard]] Result<std::int64_t> insert(WriteContext& context, const QVariantList& values) const;

  Entity entity_;
  QString find_, insert_, update_, each_;
};

}  // namespace billing::store
