// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: LGPL-2.1-or-later
// What a module can find out about the settings of an instance for an administrator who asks why something
// does not work.
#pragma once

#include <spectrum/Clock.h>
#include <spectrum/Export.h>
#include <spectrum/Settings.h>

#include <QObject>
#include <QtPlugin>

#include <memory>

namespace spectrum
{

struct Finding {
    enum class Verdict : quint8 {
        Good,
        Doubtful, // works, but something is missing or will not last
        Bad,
    };
    Verdict verdict = Verdict::Good;
    // Two or three words: what was looked at.
    QString subject = {};
    // What was seen, in one sentence. Never a secret.
    QString text = {};
    // What to do, naming the option; lines of a configuration may be among its lines. Empty: nothing.
    QString advice = {};
};

// One look at the settings of one instance, in the thread and the event loop of whoever asked. Whoever asked
// deletes it, after finished() or when it takes too long; nothing is left open then.
class SPECTRUM_SDK_EXPORT Examination : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    ~Examination() override;

    // Called once. finished() follows, from this call or later.
    virtual void start() = 0;

Q_SIGNALS:
    void found(const spectrum::Finding &finding);
    void finished();
};

// Optional: implemented by the object that QPluginLoader finds, beside what makes it a module.
class Examiner
{
public:
    enum class Use : quint8 {
        Free,  // no host runs with these settings
        InUse, // one does: what only one process can have, a port or a name, is left alone
    };

    virtual ~Examiner() = default;

    // Null: there is nothing to look at. The settings have no mistake and, with the clock, outlive the
    // examination.
    [[nodiscard]] virtual std::unique_ptr<Examination> examine(const Settings &settings, Clock &clock,
                                                               Use use) = 0;
};

// Optional: implemented by a Frontend beside what it is, for an administrator who asks a host that runs.
class Reporter
{
public:
    virtual ~Reporter() = default;

    // What it knows of itself at this moment, the good as well; asks nobody, and is called often.
    [[nodiscard]] virtual QList<Finding> report() const = 0;
};

} // namespace spectrum

#define SPECTRUM_REPORTER_IID "im.spectrum.Reporter/1.0"
Q_DECLARE_INTERFACE(spectrum::Reporter, SPECTRUM_REPORTER_IID)
#define SPECTRUM_EXAMINER_IID "im.spectrum.Examiner/1.0"
Q_DECLARE_INTERFACE(spectrum::Examiner, SPECTRUM_EXAMINER_IID)
