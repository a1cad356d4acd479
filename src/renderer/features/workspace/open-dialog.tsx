import { Tabs } from '@mantine/core';
import { Dialog } from '../../ui/dialog.tsx';
import { FileForm } from './file-form.tsx';
import { KafkaForm } from './kafka-form.tsx';
import { RecentWorkspaces } from './recent-workspaces.tsx';
import { SampleForm } from './sample-form.tsx';

/** Opens another log: the sample, a topic, a file, or one that was open before. */
export function OpenDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Open a log" onClose={onClose} width={600}>
      <Tabs defaultValue="recent" keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="recent">Recent</Tabs.Tab>
          <Tabs.Tab value="sample">Sample</Tabs.Tab>
          <Tabs.Tab value="kafka">Kafka</Tabs.Tab>
          <Tabs.Tab value="file">File</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="recent">
          <RecentWorkspaces onClose={onClose} />
        </Tabs.Panel>
        <Tabs.Panel value="sample">
          <SampleForm />
        </Tabs.Panel>
        <Tabs.Panel value="kafka">
          <KafkaForm />
        </Tabs.Panel>
        <Tabs.Panel value="file">
          <FileForm />
        </Tabs.Panel>
      </Tabs>
    </Dialog>
  );
}
