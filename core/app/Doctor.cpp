// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/Doctor.h"

#include "doctor/ClockExamination.h"
#include "doctor/StoreExamination.h"

namespace spectrum::core
{

namespace
{

using Verdict = Finding::Verdict;

QString kindName(Manifest::Kind kind)
{
    return kind == Manifest::Kind::Frontend ? QStringLiteral("frontend") : QStringLiteral("network");
}

} // namespace

Doctor::~Doctor()
{
    m_clock.cancel(m_timer);
}

void Doctor::start()
{
    m_running = RunningHost::ask(RunningHost::placeOf(m_setup.configuration().host));
    m_steps.push([this] {
        examineHost();
        finishStep();
    });
    for (const config::InstanceConfiguration &instance : m_setup.configuration().instances) {
        m_steps.push([this, &instance] {
            examineModules(instance);
            finishStep();
        });
        m_steps.push([this, &instance] { examine(instance, Manifest::Kind::Frontend, instance.frontend); });
        m_steps.push([this, &instance] { examine(instance, Manifest::Kind::Network, instance.network); });
    }
    goOn();
}

// Never from inside a signal of an examination, which is deleted here.
void Doctor::goOn()
{
    m_examination.reset();
    if (m_steps.empty()) {
        Q_EMIT finished();
        return;
    }
    const std::function<void()> step = std::move(m_steps.front());
    m_steps.pop();
    step();
}

void Doctor::finishStep()
{
    m_clock.cancel(std::exchange(m_timer, 0));
    if (m_examination)
        m_examination->disconnect(this);
    QMetaObject::invokeMethod(this, &Doctor::goOn, Qt::QueuedConnection);
}

void Doctor::examineHost()
{
    Q_EMIT found({}, m_running.finding());
    const QStringList refusals = m_setup.registry().refusals();
    for (const QString &refusal : refusals)
        Q_EMIT found({},
                     {.verdict = Verdict::Doubtful,
                      .subject = QStringLiteral("modules"),
                      .text = refusal,
                      .advice = QStringLiteral("Replace or remove the file, or change host.module_path.")});
    const Settings &host = m_setup.configuration().host;
    const QList<Finding> store = StoreExamination::examine(host, m_running.use());
    for (const Finding &finding : store)
        Q_EMIT found({}, finding);
    const QString file = host.text(QStringLiteral("database.database"));
    Q_EMIT found({},
                 ClockExamination::judge(ClockExamination::read(
                     {file, file + QStringLiteral("-wal"), host.text(QStringLiteral("database.key_file"))})));
}

void Doctor::examineModules(const config::InstanceConfiguration &instance)
{
    const QString name = instance.id.toString();
    if (m_running.isRunning())
        Q_EMIT found(name, m_running.findingOf(name));
    const QList<Finding> report = m_running.reportOf(name);
    for (const Finding &finding : report)
        Q_EMIT found(name, finding);
    Registry &registry = m_setup.registry();
    examineModule(name, Manifest::Kind::Frontend, instance.frontend, registry.frontend(instance.frontend));
    examineModule(name, Manifest::Kind::Network, instance.network, registry.network(instance.network));
}

template <class Module>
void Doctor::examineModule(const QString &instance, Manifest::Kind kind, const QString &id,
                           const Result<Module *> &loaded)
{
    Finding finding{.subject = kindName(kind) + QStringLiteral(" module")};
    const QStringList permitted = m_setup.configuration().host.list(QStringLiteral("host.modules"));
    if (!loaded) {
        finding.verdict = Verdict::Bad;
        finding.text = loaded.error().userText;
        finding.advice =
            QStringLiteral("spectrum2 module list shows what there is, and where it is looked for "
                           "(host.module_path).");
    } else if (!permitted.isEmpty() && !permitted.contains(id)) {
        finding.verdict = Verdict::Bad;
        finding.text = QStringLiteral("The module \"%1\" is not in the list host.modules.").arg(id);
        finding.advice = QStringLiteral("Add it there.");
    } else {
        const Registry::Entry *entry = m_setup.registry().find(kind, id);
        finding.text =
            QStringLiteral("%1 %2 from %3").arg(entry->manifest.name, entry->manifest.version, entry->path);
    }
    Q_EMIT found(instance, finding);
}

void Doctor::examine(const config::InstanceConfiguration &instance, Manifest::Kind kind, const QString &id)
{
    const Registry::Entry *entry = m_setup.registry().find(kind, id);
    auto *examiner = entry && entry->object ? qobject_cast<Examiner *>(entry->object) : nullptr;
    const QString name = instance.id.toString();
    if (examiner)
        m_examination = examiner->examine(instance.settings, m_clock, m_running.useOf(name));
    if (!m_examination)
        return finishStep();
    connect(m_examination.get(), &Examination::found, this,
            [this, name](const Finding &finding) { Q_EMIT found(name, finding); });
    connect(m_examination.get(), &Examination::finished, this, &Doctor::finishStep);
    m_timer = m_clock.schedule(patience, this, [this, name, kind] {
        m_timer = 0;
        Q_EMIT found(name, {.verdict = Verdict::Bad,
                            .subject = kindName(kind),
                            .text = QStringLiteral("The examination took too long and was given up."),
                            .advice = QStringLiteral("Look whether something on the way drops packets.")});
        finishStep();
    });
    Q_EMIT begun(name, id);
    m_examination->start();
}

} // namespace spectrum::core
