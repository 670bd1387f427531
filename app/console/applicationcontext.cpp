#include "app/console/applicationcontext.h"

#include "app/console/after.h"
#include "app/console/configchecker.h"
#include "app/console/demofiller.h"
#include "app/console/onpool.h"
#include "operations/admin/people.h"
#include "operations/audited.h"
#include "operations/configrecord.h"
#include "operations/deadletters.h"
#include "operations/teamdatabase.h"
#include "store/read/acceptedbody.h"
#include "support/whendone.h"
#include "workspace/connection.h"

namespace billing::console {

ApplicationContext::ApplicationContext(const OpenWorkspace& open, const WorkspaceTime& time,
                                       std::shared_ptr<store::Database> database)
    : source_(open.source),
      profile_(open.profile),
      machine_(time.machine),
      clock_(time.own),
      secrets_(open.secrets),
      database_(std::move(database)),
      auditMemory_(settings_, database_->description()),
      rulesContext_{profile_.rules, profile_.provider, profile_.live()},
      queries_(*database_),
      rules_(rulesContext_),
      processor_(*database_, clock_, profile_.rules.empty() ? nullptr : &rules_),
      door_(std::make_shared<ProcessorDoor>(processor_)),
      inbox_(database_->inbox(), processor_),
      desk_(*database_, rulesContext_, clock_, [door = door_] { door->knock(); }),
      scheduler_(*database_, rulesContext_, clock_,
                 [this](operations::JobRequest request) { return desk_.runJob(std::move(request), {}, {}); }),
      provider_({profile_, secrets_, *database_, clock_, profile_.rules.empty() ? nullptr : &rules_,
                 [door = door_] { door->knock(); }}),
      admin_(makeAdmin(open, time)),
      handDesk_(desk_, admin_->guard()),
      handProvider_(provider_, admin_->guard()),
      bulk_({profile_, *database_, clock_, provider_.source(), operations::loginName(),
             QString::fromStdString(source_.file), *admin_}),
      finance_(profile_, *database_, clock_, *admin_),
      reports_({profile_, *database_, clock_, *admin_, provider_.source()}),
      review_(profile_, *database_, clock_, *admin_),
      reconcile_(
          {profile_, *database_, clock_, provider_.source(), profile_.rules.empty() ? nullptr : &rules_, *admin_}),
      api_(makeApi()),
      listener_(profile_, secrets_, inbox_, time.machine, api_),
      fire_(time.machine) {
  if (profile_.demo) demo_ = std::make_unique<DemoFiller>(profile_, *database_, processor_, clock_);
  if (workspace::usesSandbox(profile_)) startSandbox(sandbox::sandboxFileOf(open.databaseFile), time);
  secrets_.onReplaced([this] {
    listener_.takeSecrets();
    deliveredTo_ = 0;
    deliverToListener();
  });
  keepRecord();
  noteConfig();
  keepRevenue();
  processor_.start();
}

// Who may only read sees what others have made.
void ApplicationContext::keepRevenue() {
  whenDone(finance_.keepHistory(leaving_), &listener_, [](const Result<qint64>& made) {
    const bool expected = made || made.error().kind == ErrorKind::ReadOnly ||
                          made.error().kind == ErrorKind::Forbidden || made.error().kind == ErrorKind::Cancelled;
    if (!expected) qWarning("%s", describe(made.error()).c_str());
  });
}

void ApplicationContext::actsAs(std::function<operations::Hand()> who) {
  who_ = std::move(who);
  desk_.actsAs(who_);
  provider_.actsAs(who_);
}

// What a person changes outside of the database has its entry there first.
void ApplicationContext::keepRecord() {
  actsAs([this] { return operations::handOf(admin_->guard().actor(), profile_.live()); });
  fire_.recordBy([this](const operations::FireRequest& request) {
    return after(mayFire(request), &listener_, [this, request](const Result<void>& may) {
      return may ? noteFired(request) : QtFuture::makeReadyFuture(may);
    });
  });
  secrets_.recordBy([this](const std::string& name, const QString& hint) {
    const auto deed = profile_.live() ? operations::Deed::EditLiveKeys : operations::Deed::EditTestKeys;
    if (auto may = admin_->guard().mayDo(deed); !may)
      return QtFuture::makeReadyFuture(Result<void>(failure(may.error())));
    auto entry = operations::entryBy(hand(), "secret.replaced", "workspace", QString::fromStdString(name));
    entry.after = operations::auditFields({{"secret", hint}});
    return operations::noteByHand(*database_, entry, clock_.now());
  });
}

// Shipped workspaces are the program's own and change with it.
void ApplicationContext::noteConfig() {
  if (!source_.shippedId.empty()) return;
  whenDone(onPool<Result<std::string>>([source = source_] { return source.text(); }), &listener_,
           [this](const Result<std::string>& text) {
             if (!text) return;  // the checks pane says so
             const auto id = QString::fromStdString(profile_.id);
             whenDone(operations::noteConfigText(*database_, hand(), id, *text, clock_.now()), &listener_,
                      [](const Result<void>& noted) {
                        if (!noted) qWarning("%s", describe(noted.error()).c_str());
                      });
           });
}

// What is not an event of the provider's own, byte for byte, is never fired in live mode.
QFuture<Result<void>> ApplicationContext::mayFire(const operations::FireRequest& request) {
  const auto answer = [this](bool replayed) {
    const auto may = admin_->guard().mayDo(replayed ? operations::Deed::ReplayEvents : operations::Deed::FireEvents);
    return QtFuture::makeReadyFuture(may ? Result<void>() : Result<void>(failure(may.error())));
  };
  if (!profile_.live()) return answer(false);
  const auto known = database_->read<bool>([id = request.eventId, body = request.body](QSqlDatabase& connection) {
    return store::wasAccepted(connection, id, body);
  });
  return after(known, &listener_, [answer](const Result<bool>& accepted) {
    return accepted ? answer(*accepted) : QtFuture::makeReadyFuture(Result<void>(failure(accepted.error())));
  });
}

QFuture<Result<void>> ApplicationContext::noteFired(const operations::FireRequest& request) {
  auto entry = operations::entryBy(hand(), "fire_event.asked", "event", QString::fromUtf8(request.eventId));
  entry.after = operations::auditFields({{"url", request.url.toString()},
                                         {"signed", request.sign ? QStringLiteral("yes") : QStringLiteral("no")},
                                         {"bytes", QString::number(request.body.size())}});
  return operations::noteByHand(*database_, entry, clock_.now());
}

ApplicationContext::~ApplicationContext() {
  leaving_.cancel();
  secrets_.onReplaced({});
  secrets_.recordBy({});
  door_->close();
}

std::unique_ptr<LiveAdminDesk> ApplicationContext::makeAdmin(const OpenWorkspace& open, const WorkspaceTime& time) {
  return std::make_unique<LiveAdminDesk>(LiveAdminDesk::Parts{
      profile_, *database_, clock_, time.machine, provider_.source(), operations::loginAt(profile_), open.person,
      [this] { return auditMemory_.known(); }, [this](const store::AuditHead& head) { auditMemory_.remember(head); }});
}

std::shared_ptr<localapi::LocalApi> ApplicationContext::makeApi() {
  if (!profile_.api.enabled) return nullptr;
  return std::make_shared<localapi::LocalApi>(
      localapi::ApiServices{profile_, *database_, clock_, [this] { settle(); }, provider_.source(), &machine_});
}

// On a thread of the API's own. What the processor fails at shows in the webhooks pane.
void ApplicationContext::settle() {
  if (sandbox_) sandbox_->settle();
  static_cast<void>(processor_.drain());
}

// What the sandbox tells comes in by the listener's door like everything else.
void ApplicationContext::startSandbox(const std::string& file, const WorkspaceTime& time) {
  sandbox_ = std::make_unique<SandboxHost>(profile_, file, time.machine, time.own);
  QObject::connect(&listener_, &ui::ListenerControl::statusChanged, sandbox_.get(), [this] { deliverToListener(); });
  QObject::connect(sandbox_.get(), &SandboxHost::changed, sandbox_.get(), [this] { deliverToListener(); });
  // After a jump of the clock the timetable may have something to do at once.
  QObject::connect(sandbox_.get(), &SandboxHost::clockMoved, &scheduler_, [this] {
    if (jobsRun_) scheduler_.look();
  });
  provider_.useSandbox({[this] { return sandbox_->base(); }, [this] { return sandbox_->key(); },
                        [this] { return sandbox_->now(); }, [this] { return sandbox_->problem(); },
                        [this](int months, int days) { return sandbox_->advance(months, days); }});
  for (const auto signal : {&SandboxHost::changed, &SandboxHost::clockMoved})
    QObject::connect(sandbox_.get(), signal, &provider_, [this] {
      provider_.refresh();
      admin_->wakeOutbox();
    });
  sandbox_->start();
}

void ApplicationContext::deliverToListener() {
  const auto status = listener_.status();
  const quint16 port = status.listening ? status.port : 0;
  if (!sandbox_ || !sandbox_->running() || port == deliveredTo_) return;
  deliveredTo_ = port;
  sandbox_->deliverTo(port, [this](const workspace::WebhookRoute& route) { return secrets_.of(route); });
}

void ApplicationContext::startJobs() {
  jobsRun_ = !profile_.rules.empty();
  if (jobsRun_) scheduler_.start();
}

QFuture<Result<int>> ApplicationContext::retry(QVector<qint64> rows) {
  // The listener goes before the processor, so a late answer pokes nobody who is gone.
  if (auto may = admin_->guard().mayDo(operations::Deed::ReplayEvents); !may)
    return QtFuture::makeReadyFuture(Result<int>(failure(may.error())));
  const auto retrying = operations::retryEvents(*database_, std::move(rows), hand(), clock_.now());
  whenDone(retrying, &listener_, [this](const Result<int>&) { processor_.poke(); });
  return retrying;
}

ui::ConsoleServices ApplicationContext::services(ui::WorkspaceControl* workspaces) {
  ui::ConsoleServices services{profile_,
                               clock_,
                               queries_,
                               database_->changes(),
                               listener_,
                               fire_,
                               secrets_,
                               settings_,
                               [this](QVector<qint64> rows) { return retry(std::move(rows)); },
                               database_->description(),
                               demo_.get()};
  if (!profile_.rules.empty()) services.desk = &handDesk_;
  services.safety = &handDesk_;
  services.checkConfig = [this] { return checkWorkspace(source_, profile_, secrets_); };
  if (api_) services.serviceLevel = [api = api_] { return api->serviceLevel(); };
  services.workspaces = workspaces;
  services.provider = &handProvider_;
  services.admin = admin_.get();
  services.bulk = &bulk_;
  services.finance = &finance_;
  services.reports = &reports_;
  services.review = &review_;
  services.reconcile = &reconcile_;
  provider_.useCatalogue(workspaces);
  return services;
}

}  // namespace billing::console
