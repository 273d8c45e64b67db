// SPDX-License-Identifier: EUPL-1.2
#include "daemon/session/commit_queue.hpp"

namespace veldwerk::office {

void CommitQueue::add(Share share) {
    shares_.push_back(std::move(share));
    if (shares_.size() == 1 && tell_) tell_();
}

void CommitQueue::commit() {
    std::vector<Share> shares;
    shares.swap(shares_);
    if (shares.size() == 1) {
        commit_alone(shares.front());
        return;
    }
    std::vector<Share*> done;
    std::vector<Share*> alone;
    try {
        office_.transact([&] {
            for (auto& share : shares) {
                const std::size_t acts = office_.acts_taken();
                office_.ledger().set_savepoint();
                try {
                    share.write();
                    office_.ledger().release_savepoint();
                    done.push_back(&share);
                } catch (const std::exception&) {
                    office_.ledger().rollback_to_savepoint();
                    office_.forget_acts_after(acts);
                    alone.push_back(&share);
                }
            }
        });
    } catch (const std::exception&) {
        // The commit itself failed: each tries for itself and hears its own reason.
        done.clear();
        alone.clear();
        for (auto& share : shares) alone.push_back(&share);
    }
    for (Share* share : done) share->committed();
    for (Share* share : alone) commit_alone(*share);
}

void CommitQueue::commit_alone(Share& share) {
    try {
        office_.transact(share.write);
    } catch (const std::exception& error) {
        share.failed(error);
        return;
    }
    share.committed();
}

}  // namespace veldwerk::office
