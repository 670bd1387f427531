#include "app/console/applicationcontext.h"

#include "app/console/demofiller.h"
#include "operations/deadletters.h"
#include "support/whendone.h"

namespace billing::console {

ApplicationContext::ApplicationContext(const workspace::Profile& profile, const Clock& clock, WorkspaceSecrets& secrets,
                                       std::shared_ptr<store::Database> database)
    : profile_(profile),
      clock_(clock),
      secrets_(secrets),
      database_(std::move(database)),
      queries_(*database_),
      processor_(*database_, clock),
      inbox_(database_->inbox(), processor_),
      listener_(profile, secrets, inbox_, clock),
      fire_(clock) {
  if (profile.demo) demo_ = std::make_unique<DemoFiller>(profile, *database_, processor_, clock);
  secrets_.onReplaced([this] { listener_.takeSecrets(); });
  processor_.start();
}

ApplicationContext::~ApplicationContext() {
  secrets_.onReplaced({});
}

ui::ConsoleServices ApplicationContext::services() {
  return {profile_,
          clock_,
          queries_,
          database_->changes(),
          listener_,
          fire_,
          secrets_,
          settings_,
          [this](QVector<qint64> rows) {
            // The listener goes before the processor, so a late answer pokes nobody who is gone.
            const auto retrying = operations::retryEvents(*database_, std::move(rows));
            whenDone(retrying, &listener_, [this](const Result<int>&) { processor_.poke(); });
            return retrying;
          },
          database_->description(),
          demo_.get()};
}

}  // namespace billing::console
