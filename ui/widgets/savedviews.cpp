#include "ui/widgets/savedviews.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QPointer>
#include <algorithm>

#include "ui/theme/icons.h"

namespace billing::ui {

using store::FieldFilter;

namespace {

/// Two queries show the same rows; the order may differ.
bool sameFilter(const store::ListQuery& a, const store::ListQuery& b) {
  return a.text == b.text && a.filters == b.filters;
}

QJsonObject toObject(const FieldFilter& filter) {
  return {{QStringLiteral("field"), QString::fromLatin1(filter.field)},
          {QStringLiteral("op"), static_cast<int>(filter.op)},
          {QStringLiteral("values"), QJsonArray::fromVariantList(filter.values)}};
}

QVariant toVariant(const QJsonValue& value) {
  if (value.isBool()) return value.toBool();
  return value.isDouble() ? QVariant(value.toInteger()) : QVariant(value.toString());
}

FieldFilter filterFrom(const QJsonObject& object) {
  FieldFilter filter;
  filter.field = object.value(QStringLiteral("field")).toString().toLatin1();
  filter.op = static_cast<store::FilterOp>(
      qBound(0, object.value(QStringLiteral("op")).toInt(), int(store::FilterOp::IsNotEmpty)));
  const QJsonArray values = object.value(QStringLiteral("values")).toArray();
  for (const QJsonValue& value : values) filter.values.push_back(toVariant(value));
  return filter;
}

}  // namespace

QByteArray toJson(const SavedView& view) {
  QJsonArray filters;
  for (const FieldFilter& filter : view.query.filters) filters.push_back(toObject(filter));
  const QJsonObject object{{QStringLiteral("name"), view.name},
                           {QStringLiteral("text"), view.query.text},
                           {QStringLiteral("filters"), filters},
                           {QStringLiteral("sort"), QString::fromLatin1(view.query.sortField)},
                           {QStringLiteral("descending"), view.query.descending},
                           {QStringLiteral("columns"), QJsonArray::fromStringList(view.columns)}};
  return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

std::optional<SavedView> savedViewFrom(const QByteArray& json) {
  const QJsonObject object = QJsonDocument::fromJson(json).object();
  SavedView view;
  view.name = object.value(QStringLiteral("name")).toString();
  if (view.name.isEmpty()) return std::nullopt;
  view.query.text = object.value(QStringLiteral("text")).toString();
  view.query.sortField = object.value(QStringLiteral("sort")).toString().toLatin1();
  view.query.descending = object.value(QStringLiteral("descending")).toBool(true);
  const QJsonArray filters = object.value(QStringLiteral("filters")).toArray();
  for (const QJsonValue& filter : filters) view.query.filters.push_back(filterFrom(filter.toObject()));
  const QJsonArray columns = object.value(QStringLiteral("columns")).toArray();
  for (const QJsonValue& column : columns) view.columns << column.toString();
  return view;
}

SavedViews::SavedViews(QSettings& settings, QString list, QVector<SavedView> builtIn, QWidget* parent)
    : QToolButton(parent),
      settings_(settings),
      list_(std::move(list)),
      builtIn_([views = std::move(builtIn)] { return views; }),
      menu_(new QMenu(this)) {
  setObjectName(QStringLiteral("savedViews"));
  setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  setIcon(symbol(QStringLiteral("bookmark"), Tone::Muted));
  setPopupMode(QToolButton::InstantPopup);
  setFocusPolicy(Qt::StrongFocus);
  setMenu(menu_);
  connect(menu_, &QMenu::aboutToShow, this, &SavedViews::fill);
  showQuery({});
}

void SavedViews::showQuery(const store::ListQuery& query) {
  shown_ = query;
  QString name = query.text.isEmpty() && query.filters.isEmpty() ? tr("All") : tr("Unsaved");
  for (const SavedView& view : all())
    if (sameFilter(view.query, query)) name = view.name;
  setText(tr("View: %1").arg(name));
  setAccessibleName(text());
  setToolTip(tr("Filters, columns and order under a name"));
}

QVector<SavedView> SavedViews::own() const {
  QVector<SavedView> views;
  const QStringList kept = settings_.value(QStringLiteral("lists/%1/views").arg(list_)).toStringList();
  for (const QString& json : kept)
    if (auto view = savedViewFrom(json.toUtf8())) views.push_back(*view);
  return views;
}

QVector<SavedView> SavedViews::all() const {
  return builtIn_() + own();
}

void SavedViews::keep(const QVector<SavedView>& views) {
  QStringList kept;
  for (const SavedView& view : views) kept << QString::fromUtf8(toJson(view));
  settings_.setValue(QStringLiteral("lists/%1/views").arg(list_), kept);
}

void SavedViews::save(const SavedView& view) {
  QVector<SavedView> views = own();
  views.erase(std::remove_if(views.begin(), views.end(), [&](const SavedView& v) { return v.name == view.name; }),
              views.end());
  views.push_back(view);
  keep(views);
  showQuery(view.query);
}

void SavedViews::setBuiltIn(std::function<QVector<SavedView>()> views) {
  builtIn_ = std::move(views);
  showQuery(shown_);
}

// Beside the name, where a menu has its shortcuts.
void SavedViews::addCount(QAction* action, const SavedView& view) {
  if (!counter_) return;
  counter_(view.query, [action = QPointer<QAction>(action), name = view.name](qint64 rows) {
    if (action != nullptr) action->setText(name + QLatin1Char('\t') + QLocale().toString(rows));
  });
}

void SavedViews::fill() {
  menu_->clear();
  for (const SavedView& view : all()) {
    QAction* action = menu_->addAction(view.name);
    action->setCheckable(true);
    action->setChecked(sameFilter(view.query, shown_));
    connect(action, &QAction::triggered, this, [this, view] { Q_EMIT chosen(view); });
    addCount(action, view);
  }
  menu_->addSeparator();
  connect(menu_->addAction(tr("Save this view…")), &QAction::triggered, this, &SavedViews::saveWanted);
  const QVector<SavedView> mine = own();
  if (mine.isEmpty()) return;
  QMenu* drop = menu_->addMenu(tr("Delete view"));
  for (const SavedView& view : mine)
    connect(drop->addAction(view.name), &QAction::triggered, this, [this, name = view.name] {
      QVector<SavedView> views = own();
      views.erase(std::remove_if(views.begin(), views.end(), [&](const SavedView& v) { return v.name == name; }),
                  views.end());
      keep(views);
      showQuery(shown_);
    });
}

}  // namespace billing::ui
