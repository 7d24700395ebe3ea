// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Examines an installation, one thing after the other.
#pragma once

#include "app/Setup.h"
#include "doctor/RunningHost.h"

#include <functional>
#include <queue>

namespace spectrum::core
{

// Changes nothing, and starts nothing but what the examinations of the modules start.
class Doctor : public QObject
{
    Q_OBJECT

public:
    // For all examinations of one module.
    static constexpr std::chrono::milliseconds patience{30000};

    // setup has been read, and outlives the doctor as the clock does.
    Doctor(Setup &setup, Clock &clock) : m_setup(setup), m_clock(clock) {}
    ~Doctor() override;

    // finished() follows.
    void start();

Q_SIGNALS:
    // What may take a while: the examination of a module.
    void begun(const QString &instance, const QString &module);
    // Instance: empty for what concerns the whole host.
    void found(const QString &instance, const spectrum::Finding &finding);
    void finished();

private:
    void examineHost();
    void examineModules(const config::InstanceConfiguration &instance);
    template <class Module>
    void examineModule(const QString &instance, Manifest::Kind kind, const QString &id,
                       const Result<Module *> &loaded);
    void goOn();
    void examine(const config::InstanceConfiguration &instance, Manifest::Kind kind, const QString &id);
    void finishStep();

    Setup &m_setup;
    Clock &m_clock;
    RunningHost m_running;
    std::queue<std::function<void()>> m_steps;
    std::unique_ptr<Examination> m_examination;
    Clock::TimerId m_timer = 0;
};

} // namespace spectrum::core
